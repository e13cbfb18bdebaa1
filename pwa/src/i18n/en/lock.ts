/** The lock screen, and what is said of the phone itself. */
export const lock = {
  "lock.who": "Who is here?",
  "lock.pin": "Your 6-digit PIN",
  "lock.checking": "Checking…",
  "lock.wrong": "Wrong PIN. Try again.",
  "lock.wait": "Too many wrong PINs",
  "lock.wait_what": "Wait a few minutes, or ask the supervisor for a new PIN.",
  "lock.other": "Someone else",
  "lock.rub": "Delete the last digit",
  "lock.typed": "{n} of 6 digits typed",
  "lock.nobody": "Nobody can sign in here yet",
  "lock.nobody_what": "No person has a PIN. An administrator gives PINs under More › People.",
  "lock.first_sync": "Fetching people and stock…",
  "enrol.join": "Enrol this phone",
  "revoked.title": "This phone was shut out",
  "revoked.what": "The office no longer lets “{name}” see or record anything. Bring it to the supervisor.",
  "revoked.owes":
    "{n, plural, one {# scan was never sent. It can still be delivered; a supervisor will look at it.} other {# scans were never sent. They can still be delivered; a supervisor will look at them.}}",
  "restored.title": "The office is being restored",
  "restored.what": "Your scans are safe on this phone. They go to the office by themselves when it takes them again.",
  "restored.see": "What to do",
  "forgotten.title": "The office does not know this phone any more",
  "forgotten.what":
    "It happens when a backup is put back. Nothing is lost: ask a supervisor for a code, and this phone goes on with its own key and delivers what it holds.",
};
