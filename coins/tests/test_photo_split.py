import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coins.choices import ImageKind
from coins.imaging.disc_circles import Disc
from coins.models import CoinImage
from coins.services.history import Change
from coins.services.photographs import add_photographs
from coins.tests.recipes import make_domna
from coinstack.accounts.models import User

pytest.importorskip("cv2", reason="OpenCV is an extra")

from coins.tests.disc_pictures import drawn

CIRCLES = {"obverse_x": 210, "obverse_y": 200, "obverse_r": 150, "reverse_x": 590, "reverse_y": 200, "reverse_r": 150}
POSTED = {**CIRCLES, "shape": "circle"}
ONE_COIN = [Disc(400, 200, 160)]
BOTH = [Disc(210, 200, 150), Disc(590, 200, 150)]

pytestmark = pytest.mark.django_db


def uploaded(owner: User, discs: list[Disc]) -> CoinImage:
    file = io.BytesIO()
    drawn((800, 400), discs, "#eee", "#777").save(file, "PNG")
    return add_photographs(
        make_domna(owner), [SimpleUploadedFile("both.png", file.getvalue())], change=Change(user=owner)
    ).images[0]


def address(image: CoinImage) -> str:
    return reverse("coins:photo_split", args=[image.pk])


@pytest.mark.parametrize(
    ("discs", "told"),
    [(BOTH, "Both coins were found."), (ONE_COIN, "one coin"), ([], "not certain")],
    ids=["both", "one coin", "nothing"],
)
def test_page_says_how_sure_it_is(client: Client, alice: User, discs: list[Disc], told: str) -> None:
    client.force_login(alice)
    answer = client.get(address(uploaded(alice, discs)))
    assert told in answer.content.decode()
    assert answer.context["form"]["obverse_x"].value() < answer.context["form"]["reverse_x"].value()


def test_both_sides_are_cut_out_of_one_file(client: Client, alice: User) -> None:
    image = uploaded(alice, BOTH)
    client.force_login(alice)
    answer = client.post(address(image), POSTED)
    assert answer.headers["Location"] == reverse("coins:photos", args=[image.coin_id])
    faces = {face.kind: face for face in CoinImage.objects.filter(coin=image.coin_id)}
    assert faces[ImageKind.OBVERSE].crop_circle == {"x": 210, "y": 200, "r": 150}
    assert faces[ImageKind.REVERSE].crop_circle == {"x": 590, "y": 200, "r": 150}
    assert len({face.file.name for face in faces.values()}) == 1


def test_page_leads_back_to_the_list_that_the_coin_was_opened_from(client: Client, alice: User) -> None:
    image = uploaded(alice, BOTH)
    client.force_login(alice)
    sheet = f"{reverse('coins:photos', args=[image.coin_id])}?metal=silver"
    page = client.get(address(image), headers={"Referer": f"http://testserver{sheet}"}).context["page"]
    assert page.back_url == sheet
    assert client.post(address(image), {**POSTED, "next": page.back_url}).headers["Location"] == sheet


def test_picture_whose_file_is_gone_is_not_found(client: Client, alice: User) -> None:
    image = uploaded(alice, BOTH)
    image.file.storage.delete(image.file.name)
    client.force_login(alice)
    assert client.get(address(image)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"reverse_r": "3"}, "reverse_r", "The circle is too small: its radius is at least 8 pixels."),
        ({"obverse_x": "900"}, "obverse_x", "The middle of the circle lies outside the picture."),
        ({"obverse_y": ""}, "obverse_y", "This field is required."),
        ({"reverse_x": "left"}, "reverse_x", "Enter a whole number."),
        ({"reverse_r": "9" * 30}, "reverse_r", "Ensure this value is less than or equal to 1600."),
        ({"shape": "star"}, "shape", "Select a valid choice. star is not one of the available choices."),
    ],
)
def test_wrong_number_is_told_at_its_field(
    client: Client, alice: User, changes: dict[str, str], field: str, message: str
) -> None:
    image = uploaded(alice, BOTH)
    client.force_login(alice)
    answer = client.post(address(image), {**POSTED, **changes})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [message]}
    assert CoinImage.objects.filter(coin=image.coin_id).count() == 1
