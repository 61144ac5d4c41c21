from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from portal import settings


def test_processes_that_start_at_once_agree_on_one_whole_key(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "new")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    begin = Barrier(8)

    def start(_):
        begin.wait()
        return settings._secret_key()

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(start, range(8)))

    [path] = (tmp_path / "new").iterdir()
    assert keys == {path.read_text()}
    assert len(path.read_text()) > 50
    assert path.stat().st_mode & 0o777 == 0o600
