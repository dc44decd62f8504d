"""What Caddy needs; Host, X-Forwarded headers and WebSockets it passes on rightly by itself."""

from tools.deploy.description import HOST_NAME, NOTE, PORT

__all__ = ["own_name", "path"]

_OWN_NAME = """\
# {note}
# The application at https://{name}/. Put in your name; Caddy gets the certificate.
{name} {{
	request_body {{
		max_size 1MiB
	}}
	reverse_proxy 127.0.0.1:{port}
}}
"""

_PATH = """\
# {note}
# The application at https://{name}{prefix}/. Tell it the same path: plugins.web.prefix
{name} {{
	redir {prefix} {prefix}/ 308
	handle_path {prefix}/* {{
		request_body {{
			max_size 1MiB
		}}
		reverse_proxy 127.0.0.1:{port}
	}}
}}
"""


def own_name() -> str:
    """Return a site for a name of its own."""
    return _OWN_NAME.format(note=NOTE, name=HOST_NAME, port=PORT)


def path(prefix: str) -> str:
    """Return a site that has the application below a path."""
    return _PATH.format(note=NOTE, name=HOST_NAME, prefix=prefix, port=PORT)
