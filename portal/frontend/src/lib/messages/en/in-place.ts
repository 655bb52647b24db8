export const inPlace = {
  "inPlace.notSaved": "Not saved. {why}",
  "inPlace.changedMeanwhile":
    "Not saved: somebody else changed this contact just now. The new version is on show.",
  "inPlace.status": "Status",
  "inPlace.statusOf": "Status of {name}:",
  "inPlace.statusNow": "Status is now {status}.",
  "inPlace.name": "Name",
  "inPlace.addName": "Add a name",
  "inPlace.addNameTo": "Add a name to {name}",
  "inPlace.rename": "Rename {name}",
  "inPlace.nameHint": "Enter saves, Esc leaves it",
  "inPlace.nameNow": "The name is now {name}.",
  "inPlace.nameGone": "The name is gone; the number stands for it.",
  "inPlace.doNotCall": "Do not call",
  "inPlace.doNotCallWhy": "Do not call: {reason}",
  "inPlace.newLead": "New Lead",
  "inPlace.fromCall": "From a call",
} as const;
