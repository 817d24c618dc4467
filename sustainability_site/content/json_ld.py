"""A document told to machines: schema.org as the one kind of script that a public page holds."""

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString

# Inside <script> HTML's escapes are not read, JSON's are: no sign that could end the element is left.
SCRIPT_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_ld(document: dict) -> SafeString:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))
