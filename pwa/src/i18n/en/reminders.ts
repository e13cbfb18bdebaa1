/** Reminders. */
export const reminders = {
  "reminders.title": "Reminders",
  "reminders.mine": "For you",
  "reminders.others": "For others",
  "reminders.none": "Nothing is late",
  "reminders.none_what": "No slip, repair, receipt or reading wants anybody’s attention.",
  "reminders.offline": "Reminders come from the office.",
  "reminder.slip_overdue": "Overdue: not back yet",
  "reminder.slip_waiting": "Waits for approval",
  "reminder.repair_late": "Repair is late",
  "reminder.receipt_differences": "Differences not settled",
  "reminder.reading_out_of_range": "Out of range",
};
