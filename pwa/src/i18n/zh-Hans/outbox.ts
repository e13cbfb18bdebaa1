/** The outbox. */
export const outbox = {
  "outbox.list": "本机记录",
  "outbox.photos": "{n} 张照片待上传，{size} MB",
  "outbox.photo_refused": "总部不接受这张照片",
  "outbox.photo_give_up": "放弃",
  "outbox.owed": "{n, plural, other {项总部尚未收到}}",
  "outbox.oldest": "最早一项已等候 {age}",
  "outbox.all_there": "全部已送达总部",
  "outbox.last_exchange": "上次同步",
  "outbox.empty": "本机尚无记录",
  "outbox.empty_what": "每项扫描及其结果都会在此显示。",
};
