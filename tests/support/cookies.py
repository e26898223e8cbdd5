"""The cookies of somebody who signed in at the provider, made with the app's own secret, or with another."""

import json
import time
from typing import Any

from streamlit.web.server.starlette import starlette_app_utils as streamlit

TOKEN = streamlit.generate_xsrf_token_string()
"""Streamlit looks at the cookies of those only who show that they can read one."""


def signed_in(url: str, secret: str, **claims: Any) -> dict[str, str]:
    """Return the header of a browser that comes back from the provider.

    Args:
        url: Of the app.
        secret: With which the cookie is signed.
        claims: What the provider says; issued now, unless `iat` says otherwise.
    """
    said = {"origin": url, "is_logged_in": True, "provider": "default", "iat": int(time.time())} | claims
    value = streamlit.create_signed_value(secret, "_streamlit_user", json.dumps(said)).decode()
    return {"Cookie": f"_streamlit_xsrf={TOKEN}; _streamlit_user={value}"}
