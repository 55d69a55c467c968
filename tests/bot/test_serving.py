"""Does whoever runs Baton learn that the port of the pages is taken, before anything starts?"""

import socket

import pytest
from starlette.applications import Starlette

from bot.serving import serving_beside
from bot.settings import SettingsError, load_settings


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = load_settings(_env_file=None, port=port, slack_api_url="http://127.0.0.1:1/api/")
        with pytest.raises(SettingsError, match=f"PORT: {port} is taken"), serving_beside(Starlette(), settings):
            pytest.fail("somebody else listens there")
