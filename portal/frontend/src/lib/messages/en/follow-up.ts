export const followUp = {
  "followUp.inAnHour": "In an hour",
  "followUp.tomorrow": "Tomorrow",
  "followUp.inThreeDays": "In 3 days",
  "followUp.inAWeek": "In a week",
} as const;
