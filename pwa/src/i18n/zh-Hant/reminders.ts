/** Reminders. */
export const reminders = {
  "reminders.title": "提醒",
  "reminders.mine": "需要你處理",
  "reminders.others": "其他人",
  "reminders.none": "沒有逾期事項",
  "reminders.none_what": "調撥、維修、收貨及溫濕度均正常。",
  "reminders.offline": "提醒由總部提供。",
  "reminder.slip_overdue": "逾期未還",
  "reminder.slip_waiting": "待審批",
  "reminder.repair_late": "維修逾期",
  "reminder.receipt_differences": "收貨差異未處理",
  "reminder.reading_out_of_range": "溫濕度超出範圍",
};
