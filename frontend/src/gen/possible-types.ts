export const possibleTypes = {
  "Participant": [
    "App",
    "Inbox"
  ],
  "ThreadEvent": [
    "ControlChanged",
    "ControlExtended",
    "ControlRequested",
    "FeedbackReceived",
    "FolderChanged",
    "MessageReceived",
    "MessageSent",
    "MetadataPassed",
    "PostbackReceived",
    "ReferralReceived",
    "RequestWithdrawn",
    "SurveyDropped",
    "SurveyHeld",
    "UserMenuChanged"
  ]
};
