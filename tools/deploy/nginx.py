"""What nginx needs: a server for a name of its own, or locations below a path."""

from tools.deploy.description import HOST_NAME, NOTE, PORT

__all__ = ["own_name", "path"]

_OWN_NAME = """\
# {note}
# For /etc/nginx/conf.d: the application at https://{name}/. Put in your name and certificate.
server {{
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name {name};
    ssl_certificate /etc/letsencrypt/live/{name}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/{name}/privkey.pem;

    location / {{
        proxy_pass http://127.0.0.1:{port};
{passed}
    }}
}}
"""

_PATH = """\
# {note}
# For a server that is there already: the application at https://{name}{prefix}/. Tell the
# application the same path: plugins.web.prefix
location = {prefix} {{
    return 308 {prefix}/;
}}
location {prefix}/ {{
    # The slash at the end takes the path off.
    proxy_pass http://127.0.0.1:{port}/;
{passed}
}}
"""

_PASSED = """\
# As the browser sent it; else everything is taken for another site.
proxy_set_header Host $http_host;
# Not what the client claims: only who is really there.
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Forwarded-Proto $scheme;
# The WebSocket.
proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection "upgrade";
# The application itself takes no larger body.
client_max_body_size 1m;"""


def own_name() -> str:
    """Return a server for a name of its own."""
    return _OWN_NAME.format(note=NOTE, name=HOST_NAME, port=PORT, passed=_passed(8))


def path(prefix: str) -> str:
    """Return the locations below a path of a server that is there already."""
    return _PATH.format(note=NOTE, name=HOST_NAME, prefix=prefix, port=PORT, passed=_passed(4))


def _passed(depth: int) -> str:
    return "\n".join(f"{' ' * depth}{line}" for line in _PASSED.splitlines())
