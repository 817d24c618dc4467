import os

from django.core.wsgi import get_wsgi_application

from sustainability_site.headers import HeaderLayer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sustainability_site.settings")

application = HeaderLayer(get_wsgi_application())
