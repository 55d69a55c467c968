"""What does the Home tab say of the team's settings: to admins what is in force, to others who the admins are?"""

from bot.views.answers import refusal_post
from bot.views.blocks import Block, actions, button, context, header, section
from bot.views.buttons import SETUP
from bot.views.campaign_modal import chain_line
from bot.views.post import Post
from bot.views.setup_words import admins_line, digest_line
from workflow.team import Team


def settings_blocks(team: Team, in_force: str) -> list[Block]:
    """Return what admins see: the chain, the digest, which version is in force, and the way to change it."""
    digest = f"Digest {digest_line(team.digest.model_dump())}" if team.digest else "No digest"
    change = button("Change settings", SETUP, "home")
    shown = section(f"{chain_line(team.chain)}\n{digest}", change)
    return [header("Settings"), {**shown, "block_id": SETUP}, context(in_force)]


def admins_blocks(team: Team) -> list[Block]:
    """Return what the others of the team see."""
    return [context(f"Who may change the team’s settings: {admins_line(team.admins)}")]


def not_set_up_post(*, may_begin: bool) -> Post:
    """Return what stands on the Home tab before there is a team."""
    if not may_begin:
        return refusal_post("Baton is not set up yet. An admin of this workspace types /brief setup.")
    text = "*Baton is not set up yet.*\nChoose the channels and the approvers, and the first brief can begin."
    begin = actions([button("Set up Baton", SETUP, "home", style="primary")])
    # the same id whenever it is drawn, so that a click on a tab that is being drawn anew still meets its button
    return Post("Baton is not set up yet.", [section(text), {**begin, "block_id": SETUP}])
