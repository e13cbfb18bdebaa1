/** The outbox. */
export const outbox = {
  "outbox.list": "Recorded on this phone",
  "outbox.photos": "{n, plural, one {# photo waits} other {# photos wait}}, {size} MB",
  "outbox.photo_refused": "The office would not take this photo",
  "outbox.photo_give_up": "Give up",
  "outbox.owed": "{n, plural, one {scan the office does not have yet} other {scans the office does not have yet}}",
  "outbox.oldest": "Oldest waiting for {age}",
  "outbox.all_there": "Everything is in the office",
  "outbox.last_exchange": "Last exchange",
  "outbox.empty": "Nothing recorded on this phone yet",
  "outbox.empty_what": "Every scan appears here with what became of it.",
};
