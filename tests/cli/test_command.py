"""The command that a message tells the analyst to type."""

from kkr_analysis.data.command import kkr_command


class TestCommand:
    """After make the command lies in .venv, and the shell does not find it by its name alone."""

    def test_by_its_place_where_the_shell_does_not_find_it(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        assert kkr_command() == ".venv/bin/kkr"

    def test_by_its_name_where_it_does(self, monkeypatch, tmp_path):
        (tmp_path / "kkr").touch(mode=0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        assert kkr_command() == "kkr"
