"""The pages: a table of rows, their handlers, and what they stand on.

To add a page:

1. Write ``pages/<name>.py`` with a handler and a ``PAGES`` tuple, and add the tuple to ``table.py``::

       def system(visit: Visit) -> Shown:
           return Shown("system.html", {"checks": visit.site.library.health()})

       PAGES = (Page("GET", "/system", system, templates=("system.html",)),)

   A handler runs on a thread, may block and knows no Starlette. An AniworldError that it raises becomes
   a page when something was to be shown, and a note on the page before when something was to be done.
2. Write ``templates/<name>.html``. It begins with ``{% extends "base.html" %}`` and, if it draws
   something common, ``{% import "macros.html" as ui with context %}``. It fills the blocks ``title`` and
   ``content``. Every address is ``url("/series", key, after=cursor)`` or ``static("app.css")``, every text
   ``_("Some text")`` or ``{% trans %}``; there is no inline script and no inline style.
3. What changes something is a form: ``<form method="post" action="{{ url(...) }}" {{ ui.live() }}>``. Its
   row is ``Page("POST", ...)``, and its handler returns ``Redirect("/missing", visit.gettext("Done."))``.
   ``ui.live()`` lets htmx swap only ``#content``; without JavaScript the form works all the same.
4. Run ``python -m tools.messages`` and write the German texts.

To follow events a page names its rooms, ``{% set rooms = "queue scan_progress" %}`` right after
``extends``. A part of it is read again when something happened in these rooms, soon and not too often, by
``hx-trigger="live:refresh from:body"``; beside that ``app.js`` makes each message an event ``live:<type>``.
"""
