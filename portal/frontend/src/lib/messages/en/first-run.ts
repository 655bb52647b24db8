export const firstRun = {
  "firstRun.title": "No calls yet",
  "firstRun.why":
    "Calls appear here by themselves, minutes after an enrolled phone makes or takes one.",
  "firstRun.enroll": "Enroll a phone",
  "firstRun.enrollHow": "Name it, and give the callcrm app the token that is shown once.",
  "firstRun.enrollWho": "A manager gives its token to the callcrm app.",
  "firstRun.call": "Make a short test call",
  "firstRun.callHow": "Any number will do. Hang up after ten seconds.",
  "firstRun.listen": "Listen here",
  "firstRun.listenHow": "The contact is created from the number.",
  "firstRun.upload": "Upload a call by hand",
} as const;
