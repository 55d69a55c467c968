"""What does the playbook say about the channels that address people one by one?"""

from decimal import Decimal

from workflow.channels import Channel
from workflow.entry import Entry, Tags

ENTRIES = (
    Entry(
        channel=Channel.EMAIL,
        role="Moves people who already know the brand, at almost no cost for each contact.",
        kpis=("Click rate", "Conversion rate", "Unsubscribe rate"),
        reading="the email platform, with conversions from web analytics; opens are not reliable",
        deliverables=(
            "HTML at 600 px wide, 640 at most, under 102 kB, above which Gmail cuts it",
            "Subject line that works in its first 33 characters; preheader of 40 to 90",
            "Button of at least 44 × 44 px; alternative text on every image; plain-text version",
        ),
        advice=(
            "Send to people who clicked or bought lately first; widen if complaints stay low.",
            "Judge it on clicks and conversions: privacy features inflate opens.",
        ),
        canvas="a one-subject email",
        lead_days=0,
        lead_note="it can go the same day, once the test sends are checked",
        weight=4,
        minimum=Decimal(300),
        certainty="good",
        reference="email platforms’ public guidance",
        tags=Tags("newsletter", "email"),
    ),
    Entry(
        channel=Channel.SMS,
        role="Gives a short, timely nudge to people who agreed to one.",
        kpis=("Click rate", "Opt-out rate", "Delivery rate"),
        reading="the messaging platform",
        deliverables=(
            "160 characters with the opt-out wording; 153 for each part of a longer text",
            "Plain characters only: one emoji or curly quotation mark cuts the limit to 70",
        ),
        advice=("Send only to people with recorded consent, and in daytime hours of their own zone.",),
        canvas="one text of 160 characters",
        lead_days=0,
        lead_note="it can go the same day, once the test sends are checked",
        weight=3,
        minimum=Decimal(250),
        certainty="good",
        reference="the GSM-7 and UCS-2 message limits",
        tags=Tags("sms", "sms"),
    ),
    Entry(
        channel=Channel.PUSH,
        role="Brings app users back at the right moment.",
        kpis=("Direct open rate", "Conversion rate", "Opt-in rate"),
        reading="the messaging platform",
        deliverables=(
            "Title up to 50 characters, body up to 150, with the point in the first 49",
            "Image at 2:1; payload up to 4 kB; deep link to the action",
        ),
        advice=("Cap the number of messages for each person, across all campaigns.",),
        canvas="one notification",
        lead_days=0,
        lead_note="it can go the same day, once the test sends are checked",
        weight=2,
        minimum=None,
        certainty="verify",
        reference="messaging vendors’ guidance, which differs between vendors",
        tags=Tags("app", "push"),
    ),
    Entry(
        channel=Channel.DIRECT_MAIL,
        role="Puts something that can be kept into the hands of a chosen list.",
        kpis=("Cost per response", "Response rate"),
        reading="response codes, matched to the mailing list",
        deliverables=(
            "Print-ready artwork, CMYK at 300 dpi with 3 mm bleed",
            "Cleaned address list with suppressions applied",
            "A response code or short web address that is used nowhere else",
        ),
        advice=("Hold back a part of the list, so that the effect can be told from what would have happened anyway.",),
        canvas="the outside of the envelope",
        lead_days=20,
        lead_note="four to six weeks to the door; planned at four, so book early",
        weight=12,
        minimum=Decimal(3000),
        certainty="verify",
        reference="a public body’s campaign playbook",
    ),
)
"""The entries of this family."""
