/** The outbox. */
export const outbox = {
  "outbox.list": "本機記錄",
  "outbox.photos": "{n} 張照片待上傳，{size} MB",
  "outbox.photo_refused": "總部不接受這張照片",
  "outbox.photo_give_up": "放棄",
  "outbox.owed": "{n, plural, other {項總部尚未收到}}",
  "outbox.oldest": "最早一項已等候 {age}",
  "outbox.all_there": "全部已送達總部",
  "outbox.last_exchange": "上次同步",
  "outbox.empty": "本機尚無記錄",
  "outbox.empty_what": "每項掃描及其結果都會在此顯示。",
};
