"""Calls what Baton offers, and prints what the SDK makes of each answer."""

import os
import re
import warnings

from facebook_business.adobjects.application import Application
from facebook_business.adobjects.page import Page
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

# The SDK knows fewer fields and constants than its own documentation.
warnings.simplefilter("ignore")
FacebookSession.GRAPH = os.environ["GRAPH_ORIGIN"]
app_id, secret = os.environ["APP_ID"], os.environ["APP_SECRET"]
api = FacebookAdsApi.init(app_secret=secret, access_token=os.environ["PAGE_ACCESS_TOKEN"], crash_log=False)
page, ada = Page(os.environ["PAGE_ID"]), {"id": "7000001"}
menu = [{"locale": "default", "call_to_actions": [{"type": "postback", "title": "Order", "payload": "ORDER"}]}]


def plain(answer):
    if hasattr(answer, "export_all_data"):
        return answer.export_all_data()
    return answer.json() if hasattr(answer, "json") else [plain(each) for each in answer]


def say(name, answer):
    """Without what differs from run to run."""
    text = re.sub(r"'(expiration|fbtrace_id|link|next|before|after)': ('[^']*'|\d+)", r"'\1': …", f"{name}: {answer}")
    print(re.sub(r"\b([mt]_)[\w-]+", r"\1…", text))


def call(method, of=page, fields=(), **params):
    try:
        say(method, plain(getattr(of, method)(fields=fields, params=params)))
    except FacebookRequestError as error:
        say(method, error.body()["error"])


call("api_get", fields=["id", "name"])
call("api_get", fields=["nonsense"])
call("create_subscribed_app", subscribed_fields=["messages", "messaging_handovers", "standby"])
call("get_subscribed_apps", fields=["id", "subscribed_fields"])
call("create_message", recipient=ada, sender_action=Page.SenderAction.typing_on)
call("create_message", recipient=ada, messaging_type=Page.MessagingType.response, message={"text": "hello"})
call("create_custom_user_setting", psid="7000001", persistent_menu=menu)
call("get_custom_user_settings", psid="7000001")
call("delete_custom_user_settings", psid="7000001", params=["PERSISTENT_MENU"])
call("create_messenger_profile", get_started={"payload": "START"}, persistent_menu=menu)
call("get_messenger_profile", fields=["persistent_menu"])
call("delete_messenger_profile", fields=["PERSISTENT_MENU"])
call("create_extend_thread_control", recipient=ada, duration=604800)
call("create_extend_thread_control", recipient=ada, duration=604801)
call("get_conversations", fields=["is_owner", "participants", "messages.limit(1){message,from}"], platform="MESSENGER")
call(
    "create_message",
    recipient=ada,
    message={"text": "goodbye"},
    thread_control={"control_type": "pass", "app_id": os.environ["DESK_APP_ID"]},
)
call("create_release_thread_control", recipient=ada)
call("create_take_thread_control", recipient=ada)
call("create_release_thread_control", recipient=ada)
call("get_thread_owner", recipient="7000001")
call("create_request_thread_control", recipient=ada)

batch = api.new_batch()
heard = {"success": lambda answer: say("batch", answer.json()), "failure": lambda answer: say("batch", answer.json())}
page.create_message(params={"recipient": ada, "message": {"text": "one & two"}}, batch=batch, **heard)
page.create_pass_thread_control(params={"recipient": ada, "target_app_id": "1"}, batch=batch, **heard)
batch.execute()

FacebookAdsApi.init(app_secret=secret, access_token=f"{app_id}|{secret}", crash_log=False)
call("api_get", of=Application(app_id), fields=["id", "name"])
call("get_subscriptions", of=Application(app_id))
FacebookAdsApi.init(app_secret="another", access_token=os.environ["PAGE_ACCESS_TOKEN"], crash_log=False)
call("api_get", of=Page("me"))
FacebookAdsApi.init(access_token="nonsense", crash_log=False)
call("api_get", of=Page("me"))
