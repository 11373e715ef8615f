"""What the table of outlets tells, and that it is sound."""

from __future__ import annotations

import re

from babel import Locale

from sayso.gather import heads, outlets


def test_an_outlet_is_known_by_any_page_of_its_site() -> None:
    for url in ("https://www.reuters.com/world/x", "http://REUTERS.com", "https://uk.reuters.com:443/a?b=1"):
        found = outlets.at(url)
        assert found is not None
        assert (found.name, found.agency) == ("Reuters", True)


def test_the_longest_domain_counts() -> None:
    abroad, other = outlets.at("https://timesofindia.indiatimes.com/a"), outlets.at("https://indiatimes.com/a")
    assert abroad is not None
    assert (abroad.name, other) == ("The Times of India", None)


def test_other_outlets_have_no_entry_and_still_a_name() -> None:
    for url in ("https://post.example/a", "https://notreuters.com/", "http://127.0.0.1/", "http://[::1", ""):
        assert outlets.at(url) is None
    assert outlets.name_at("https://news.post.example/a") == "news.post.example"


def test_the_table_is_sound() -> None:
    english = Locale("en")
    assert len(outlets.table()) > 200
    for domain, outlet in outlets.table().items():
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain)
        assert outlet.name
        assert outlet.country in english.territories
        assert outlet.language in english.languages


def test_agencies_go_by_the_short_form_that_credits_have() -> None:
    forms = set(heads.agencies().values())
    unknown = {o.name for o in outlets.table().values() if o.agency} - forms
    assert unknown <= {"Adnkronos", "STA", "IHA", "InterPressNews", "Mehr", "Saba", "Sputnik", "Europa Press"}
