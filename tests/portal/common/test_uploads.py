import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory


@pytest.mark.parametrize("size", [0, 100, 200_000])
def test_of_a_file_within_the_limit_everything_is_kept(settings, size):
    settings.MOST_UPLOAD_BYTES = 200_000

    request = RequestFactory().post("/", {"file": SimpleUploadedFile("x.csv", b"a" * size)})

    assert len(request.FILES["file"].read()) == size


def test_of_a_file_beyond_the_limit_no_more_is_kept_than_tells_so(settings):
    settings.MOST_UPLOAD_BYTES = 200_000

    request = RequestFactory().post(
        "/",
        {"file": SimpleUploadedFile("x.csv", b"a" * 5_000_000), "title": "街灯"},
    )

    # The parser reads in pieces of 64 KiB.
    assert 200_000 < request.FILES["file"].size <= 200_000 + 2 * 65_536
    assert request.POST["title"] == "街灯"
    request.close()


def test_each_file_has_the_whole_limit(settings):
    settings.MOST_UPLOAD_BYTES = 100_000

    request = RequestFactory().post(
        "/",
        {name: SimpleUploadedFile(name, b"a" * 90_000) for name in ("one", "two")},
    )

    assert [request.FILES[name].size for name in ("one", "two")] == [90_000, 90_000]
