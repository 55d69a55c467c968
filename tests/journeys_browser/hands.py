"""What does a person do at the sandbox's page, with nothing but what they see?"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

Look = Callable[[str], None]
"""Is told the name of each moment at which somebody would look at the page."""

SLOW_MS = 120_000


def no_look(_moment: str) -> None:
    """Look at nothing."""


class Hands:
    """One pair of hands at the page, wide or narrow; `look` is called whenever there is something to see."""

    def __init__(self, page: Page, *, narrow: bool, look: Look = no_look) -> None:
        self.page = page
        self.narrow = narrow
        self.look = look

    def to_list(self) -> None:
        """Go back to the list of channels, which only a narrow page hides."""
        for name in ("Back to the channel", "Back to the channels"):
            back = self.page.get_by_role("button", name=name, exact=True)
            if self.narrow and back.is_visible():
                back.click()

    def become(self, user: str, look_as: str | None = None) -> None:
        """Become another person by the switch at the top of the list, which says that something waits for them."""
        self.to_list()
        self.page.locator("[data-person-switch]").click()
        person = self.page.locator(f"[data-person={user}]")
        expect(person.locator(".badge")).to_be_visible()
        if look_as:
            self.look(look_as)
        person.click()
        expect(self.page.locator("#people")).to_be_hidden()

    def go(self, channel: str) -> None:
        """Open a channel from the list."""
        self.to_list()
        self.page.locator(f"[data-channel={channel}]").click()
        expect(self.page.locator("#composer")).to_be_visible()

    def to_app(self) -> None:
        """Open the direct message with the app."""
        self.to_list()
        self.page.get_by_role("navigation").get_by_role("button", name="Baton", exact=False).first.click()
        expect(self.page.locator("#composer")).to_be_visible()

    def type(self, line: str) -> None:
        """Type a line into the message box and send it."""
        self.page.fill("#composer", line)
        self.page.press("#composer", "Enter")

    def form(self, title: str) -> Locator:
        """Return the form of that title, once it is open."""
        dialog = self.page.get_by_role("dialog", name=title)
        expect(dialog).to_be_visible()
        return dialog

    def field(self, dialog: Locator, label: str) -> Locator:
        """Return the field of a form that bears `label`, optional or not."""
        return dialog.get_by_label(re.compile(rf"^{re.escape(label)}( ?\(optional\))?$"))

    def answer(self, dialog: Locator, typed: Mapping[str, str], channels: tuple[str, ...] = ()) -> None:
        """Fill in fields by their labels, and choose channels by part of their names."""
        for label, text in typed.items():
            self.field(dialog, label).fill(text)
        for channel in channels:
            field = self.field(dialog, "Channels")
            field.press_sequentially(channel)
            field.press("Enter")
        if channels:
            self.field(dialog, "Channels").press("Escape")

    def submit(self, dialog: Locator) -> None:
        """Send a form."""
        dialog.locator("[data-modal=submit]").click()

    def message(self, text: str) -> Locator:
        """Return the newest message in the channel that says `text`, once it is there."""
        found = self.page.locator("#channel .message").filter(has_text=text).last
        expect(found).to_be_visible(timeout=SLOW_MS)
        return found

    def whisper(self, text: str) -> Locator:
        """Return the newest private answer that says `text`."""
        found = self.page.locator("#channel .message.ephemeral").filter(has_text=text).last
        expect(found).to_be_visible(timeout=SLOW_MS)
        return found

    def open_thread(self, message: Locator) -> Locator:
        """Open the thread of a message by its bar of replies."""
        message.locator("[data-thread]").click(timeout=SLOW_MS)
        thread = self.page.get_by_role("complementary", name="Thread")
        expect(thread).to_be_visible()
        return thread

    def download(self, thread: Locator, name: str, folder: Path) -> Path:
        """Download the file called `name` from a thread."""
        card = thread.get_by_role("link", name=f"Download {name},")
        expect(card).to_be_visible(timeout=SLOW_MS)
        with self.page.expect_download() as download:
            card.click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def confirm(self, moment: str) -> None:
        """Say yes to the question that a button asks."""
        dialog = self.page.locator("dialog.confirm")
        expect(dialog).to_be_visible()
        self.look(moment)
        dialog.locator("[data-confirm=yes]").click()
        expect(dialog).to_have_count(0)
