"""Are those notified whom Slack would notify, and nobody else?"""

from bot.sandbox.mentions import called


def test_text_and_blocks_call_people_and_groups() -> None:
    asked = {"type": "section", "text": {"type": "mrkdwn", "text": "<@U0DEE> or <!subteam^S0DESIGNERS|@designers>"}}
    fields = {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Decides:* <@U0MAYA|maya>"}]}
    spoken = {"type": "rich_text", "elements": [{"type": "user", "user_id": "U0AXEL"}]}
    assert called("<@U0TOM> asks", [asked, fields, spoken]) == {"U0TOM", "U0DEE", "S0DESIGNERS", "U0MAYA", "U0AXEL"}


def test_what_is_only_shown_calls_nobody() -> None:
    headline = {"type": "header", "text": {"type": "plain_text", "text": "<@U0DEE>"}}
    question = {"type": "button", "confirm": {"text": {"type": "mrkdwn", "text": "<@U0DEE>"}}}
    assert called("&lt;@U0DEE&gt; <#C0DESIGN>", [headline, {"type": "actions", "elements": [question]}]) == set()
