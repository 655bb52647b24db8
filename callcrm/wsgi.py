import os
import sys

from django.core.wsgi import get_wsgi_application

# What gunicorn takes for "another process would end just so": it stops, rather than try for ever.
APP_LOAD_ERROR = 4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "callcrm.settings")
try:
    application = get_wsgi_application()
except SystemExit as refused:
    sys.stderr.write(f"{refused.code}\n")
    sys.exit(APP_LOAD_ERROR)
