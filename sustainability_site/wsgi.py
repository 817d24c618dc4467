import os

from django.core.wsgi import get_wsgi_application

from sustainability_site.frame_room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sustainability_site.settings")

django_application = with_room(get_wsgi_application())

# The layers read the site's models, so Django's set-up comes first.
from sustainability_site.finished_answers import FinishedAnswers  # noqa: E402
from sustainability_site.headers import HeaderLayer  # noqa: E402

finished_answers = FinishedAnswers(django_application)
application = HeaderLayer(finished_answers)
