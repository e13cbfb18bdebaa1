/** Reminders. */
export const reminders = {
  "reminders.title": "提醒",
  "reminders.mine": "需要你处理",
  "reminders.others": "其他人",
  "reminders.none": "没有逾期事项",
  "reminders.none_what": "调拨、维修、收货及温湿度均正常。",
  "reminders.offline": "提醒由总部提供。",
  "reminder.slip_overdue": "逾期未还",
  "reminder.slip_waiting": "待审批",
  "reminder.repair_late": "维修逾期",
  "reminder.receipt_differences": "收货差异未处理",
  "reminder.reading_out_of_range": "温湿度超出范围",
};
