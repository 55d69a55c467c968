"""What does the playbook say about search, display and the site itself?"""

from decimal import Decimal

from workflow.channels import Channel
from workflow.entry import Entry, Tags

ENTRIES = (
    Entry(
        channel=Channel.PAID_SEARCH,
        role="Catches the decision: answers people who are already looking.",
        kpis=("Cost per acquisition", "Conversion rate", "Click-through rate"),
        reading="Google Ads, with conversions from web analytics",
        deliverables=(
            "Search ads: 3 to 15 headlines of up to 30 characters, 2 to 4 descriptions of up to 90; longer is rejected",
            "Two display paths of up to 15 characters",
            "Keyword list with negatives, one theme an ad group",
        ),
        advice=(
            "Keep brand and generic terms in separate campaigns, so that cheap brand clicks do not flatter the result.",
            "Raise the budget only while the cost per acquisition holds.",
        ),
        canvas="a set of search headlines",
        lead_days=0,
        lead_note="ads run as soon as they are approved",
        weight=16,
        minimum=Decimal(1500),
        certainty="good",
        reference="published Google responsive search ad specifications",
        tags=Tags("google", "cpc"),
    ),
    Entry(
        channel=Channel.PERFORMANCE_MAX,
        role="Finds further buyers across Google’s places once conversions are counted reliably.",
        kpis=("Cost per acquisition", "Return on ad spend"),
        reading="Google Ads, with conversions from web analytics",
        deliverables=(
            "Images at 1200 × 628, 1200 × 1200 and 960 × 1200 px; logo at 1200 × 1200",
            "Headlines up to 30 characters, long headlines up to 90, business name up to 25",
        ),
        advice=(
            "Do not start before conversion tracking has been proved with a test order.",
            "Exclude brand terms, or it will buy back the visitors you already have.",
        ),
        canvas="one image with one headline",
        lead_days=2,
        lead_note="review takes about 24 hours",
        weight=14,
        minimum=Decimal(2500),
        certainty="verify",
        reference="an unofficial collection of Google ad specifications",
        tags=Tags("google", "pmax"),
    ),
    Entry(
        channel=Channel.DISPLAY,
        role="Keeps the message in view where the audience reads, and reminds those who have visited.",
        kpis=("Click-through rate", "Viewability", "Cost per thousand impressions"),
        reading="the ad server, read against web analytics",
        deliverables=(
            "300 × 250, 728 × 90 and 160 × 600 px at 150 kB first load, 300 kB in all",
            "320 × 50 px at 50 kB first load, 100 kB in all; 970 × 250 px at 250 and 500 kB",
            "Animation up to 15 seconds and three loops; a still fallback for each size",
        ),
        advice=(
            "Cap frequency and exclude people who have already converted.",
            "Judge the first week on viewability and placement, not on clicks.",
        ),
        canvas="a three-frame banner",
        lead_days=1,
        lead_note="creative review takes up to 24 hours",
        weight=10,
        minimum=Decimal(2000),
        certainty="good",
        reference="IAB fixed-size specifications (2017)",
        tags=Tags("display", "display"),
    ),
    Entry(
        channel=Channel.LANDING_PAGE,
        role="Receives every click and turns it into the one action that counts.",
        kpis=("Conversion rate", "Load time"),
        reading="web analytics",
        deliverables=(
            "One page with one call to action, for phone first",
            "Analytics events for the action and for each step before it",
            "Confirmation page or message",
        ),
        advice=(
            "Have the page and its tracking live two weeks before launch where you can, so that audiences can build.",
            "Repeat the words of the ad in the page’s first line.",
        ),
        canvas="the page’s first screen",
        lead_days=3,
        lead_note="testing on real devices and of the tracking takes three days; the page itself more",
        weight=5,
        minimum=Decimal(1000),
        certainty="good",
        reference="a public body’s pre-launch checklist",
    ),
)
"""The entries of this family."""
