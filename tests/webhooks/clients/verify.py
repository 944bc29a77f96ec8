"""Verifies the signed body on standard input as a receiver would, and names what held."""

import hashlib
import hmac
import json
import sys

from standardwebhooks import Webhook

case = json.load(sys.stdin)
held = []
for name in ["current", "previous"]:
    Webhook(case[name]).verify(case["body"], case["headers"])
    held.append(name)
for name in ["sha256", "sha1"]:
    digest = hmac.new(case["secret"].encode(), case["body"].encode(), getattr(hashlib, name)).hexdigest()
    if hmac.compare_digest(f"{name}={digest}", case[name]):
        held.append(name)
print(", ".join(held))
