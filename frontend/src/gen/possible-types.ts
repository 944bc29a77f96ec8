export const possibleTypes = {
  "Participant": [
    "App",
    "Inbox"
  ],
  "ThreadEvent": [
    "ControlChanged",
    "ControlExtended",
    "ControlRequested",
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
