"""A bot on Meta's own SDK. What differs from one that talks to Meta: where `GRAPH` points."""

import os

from facebook_business.adobjects.page import Page
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from webhook import receiver

APP, SECRET, DESK = (os.environ[name] for name in ("APP_ID", "APP_SECRET", "DESK_APP_ID"))

FacebookSession.GRAPH = os.environ["GRAPH_ORIGIN"]
# `crash_log` keeps the SDK from reporting its crashes to Meta.
FacebookAdsApi.init(app_secret=SECRET, access_token=os.environ["PAGE_ACCESS_TOKEN"], crash_log=False)
page = Page(os.environ["PAGE_ID"])


def send(customer, text):
    page.create_message(
        params={"recipient": {"id": customer}, "messaging_type": "RESPONSE", "message": {"text": text}}
    )


def control(verb, customer, **params):
    getattr(page, f"create_{verb}_thread_control")(params={"recipient": {"id": customer}, **params})


def menu(title, payload):
    item = {"type": "postback", "title": title, "payload": payload}
    return [{"locale": "default", "composer_input_disabled": False, "call_to_actions": [item]}]


def answer(customer, text):
    """The customer wrote, and the thread is ours."""
    if text == "menu":
        page.create_custom_user_setting(params={"psid": customer, "persistent_menu": menu("My order", "ORDER")})
        send(customer, "Your menu is ready.")
    elif text == "who":
        owner = page.get_thread_owner(params={"recipient": customer})[0]["thread_owner"]
        send(customer, f"App {owner['app_id']} has control.")
    elif text == "person":
        send(customer, "A person will answer.")
        control("pass", customer, target_app_id=DESK, metadata="asked for a person")
    else:
        send(customer, f"You said: {text}")


def overhear(customer, text):
    """The customer wrote, and the thread is someone else's."""
    if text == "bot":
        control("take", customer, metadata="asked for the bot")
        return send(customer, "Here I am again.")
    try:
        send(customer, "May I help?")
    except FacebookRequestError as error:
        if error.api_error_subcode() != 2018300:
            raise
        print(f"refused: {error.api_error_message()}", flush=True)
        control("request", customer, metadata="knows the answer")


def handle(event, is_standby):
    customer = event.get("sender", {}).get("id")
    if "message" in event:
        (overhear if is_standby else answer)(customer, event["message"]["text"])
    elif "payload" in event.get("postback", {}):
        send(customer, f"You tapped {event['postback']['payload']}.")
    elif "pass_thread_control" in event:
        send(customer, "I have control.")
    elif "request_thread_control" in event:
        # The primary receiver hears of every request, its own among them.
        asking = event["request_thread_control"]["requested_owner_app_id"]
        if asking != APP:
            control("pass", customer, target_app_id=asking, metadata="all yours")


page.create_messenger_profile(
    params={"get_started": {"payload": "START"}, "persistent_menu": menu("Start over", "START")}
)
server = receiver(int(os.environ["PORT"]), SECRET, os.environ["VERIFY_TOKEN"], handle)
print(f"listening on {server.server_address[1]}", flush=True)
server.serve_forever()
