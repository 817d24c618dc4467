import hashlib
import runpy

from django.conf import settings as site_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.transparency.cases import received
from transparency import tokens


def test_secret_is_long_and_hidden_by_the_access_log() -> None:
    pattern = runpy.run_path(str(site_settings.CHECKOUT / "gunicorn.conf.py"))["TOKEN"]
    for _number in range(200):
        secret = tokens.new().secret
        assert len(secret) == 43
        assert pattern.sub("…", f"/apenhetsloven/innsyn/sak/{secret}/") == "/apenhetsloven/innsyn/sak/…/"


def test_secret_opens_its_own_case_and_no_other(db: None) -> None:
    first, second = received(), received(question="Noe annet?")
    assert tokens.find(tokens.token_of(first)) == first
    assert tokens.find(tokens.token_of(second)) == second
    assert tokens.find(tokens.token_of(first)[:-1]) is None
    assert tokens.find("") is None
    assert tokens.find("\ud800") is None


def test_every_guess_costs_the_same_look_up(db: None) -> None:
    case = received()
    asked = []
    for guess in (tokens.token_of(case), "A" * 43, "", "x" * 5000):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tokens.find(guess)
        asked.append([query["sql"].split("WHERE")[0] for query in queries])
    assert asked == [asked[0]] * 4


def test_database_holds_the_hash_and_never_the_secret(db: None) -> None:
    case = received()
    secret = tokens.token_of(case)
    assert case.token_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(vars(case))
    assert all(secret not in str(vars(row)) for row in (*case.mail.all(), *case.events.all()))


def test_link_outlives_its_key_and_later_letters_need_it_as_fallback(db: None, settings: Settings) -> None:
    case = received()
    secret, old = tokens.token_of(case), settings.SECRET_KEY
    settings.SECRET_KEY = "x" * 50
    assert tokens.find(secret) == case
    assert tokens.token_of(case) == ""
    settings.SECRET_KEY_FALLBACKS = [old]
    assert tokens.token_of(case) == secret
