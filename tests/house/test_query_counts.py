"""Each list page asks the same number of questions for two rows and for twenty, and never many."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.counting import ask
from tests.house import scene as scene_module
from twingrid.kit import clock

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
# Path, who opens it, the most queries it may ask; three of them are the city, the session and the person.
PAGES = [
    ("/work/", "han", 12),
    ("/work/hazards/", "han", 7),
    ("/work/matters/", "han", 8),
    ("/work/projects/", "han", 7),
    ("/counter/cases/", "clerk", 8),
    ("/partner/", "water", 8),
    ("/work/list/?view=all", "sun", 12),
    ("/work/list/?view=mine&clock=law&words=灯", "han", 12),
    ("/work/requests.json", "han", 5),
    ("/work/t/{ticket}/", "han", 14),
    ("/leader/", "sun", 12),
    ("/plates/", "sun", 18),
    ("/board/370103003004/", None, 14),
    ("/desk/", "zhou", 9),
    ("/desk/board/", "zhou", 10),
    ("/desk/place/?pick=building:{building}::", "zhou", 14),
    ("/building/{building}/", None, 11),
    ("/compound/{compound}/", None, 11),
    ("/stations/", None, 1),
    ("/r/{token}/", None, 16),
    ("/demo/sign-in/", None, 2),
]


@pytest.fixture
def scene(city: Any, at: Any) -> Iterator[scene_module.Scene]:
    scene = scene_module.build("jinan", at=at)
    with clock.fixed(scene.now):
        yield scene


@pytest.mark.parametrize(("path", "who", "most"), PAGES)
def test_a_list_of_twenty_asks_what_a_list_of_two_asks(
    scene: scene_module.Scene, path: str, who: str, most: int
) -> None:
    path = path.format(**scene.names)
    client = scene.cast.client(who)
    client.get(path)  # what a process reads once is read now
    few = ask(client, path)
    for n in range(18):
        key = str(1 + n % 6)
        phone = f"{scene.cast.words['phone']}04{n:03d}"
        scene_module.report(scene.cast, key, at=scene.cast.at, intake_key=f"more-{n}", phone=phone)
        scene_module.hazard(scene.cast, scene.cast.at, key=f"more-{n}")
        scene_module.matter(scene.cast, scene.cast.at, key=f"more-{n}")
        scene_module.project(scene.cast, scene.cast.at, key=f"more-{n}")
        scene_module.joint(scene.cast, scene.cast.at, key=f"more-{n}")
    client.get(path)
    many = ask(client, path)
    assert few.answer.status_code == 200
    assert len(many) == len(few), f"{path} asks {len(few)} for few and {len(many)} for many:\n{many}"
    assert len(many) <= most, f"{path} asks {len(many)} times:\n{many}"
