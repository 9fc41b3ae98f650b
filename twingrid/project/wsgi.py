"""The WSGI door that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twingrid.project.settings")
application = get_wsgi_application()

from twingrid.project import warming  # noqa: E402 - the apps are loaded now

warming.begin()
