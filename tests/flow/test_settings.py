import pytest

from firsthand.flow.settings import Settings
from firsthand.model.errors import SettingsError


@pytest.fixture
def settings_file(tmp_path):
    def write(text: str | bytes) -> dict[str, str]:
        path = tmp_path / "settings.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return {"FIRSTHAND_SETTINGS": str(path)}

    return write


def test_the_call_goes_before_the_variable_and_the_variable_before_the_file(settings_file):
    environ = settings_file('ledger = "file.sqlite"')
    assert Settings.load(environ).ledger == "file.sqlite"
    environ["FIRSTHAND_LEDGER"] = "variable.sqlite"
    assert Settings.load(environ).ledger == "variable.sqlite"
    assert Settings.load(environ, ledger="call.sqlite").ledger == "call.sqlite"


def test_a_home_folder_is_written_out_and_a_database_address_left_alone(settings_file, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings.load(settings_file('ledger = "~/l.sqlite"')).ledger == f"{tmp_path}/l.sqlite"
    address = "postgresql+psycopg://desk@127.0.0.1/ledger"
    assert Settings.load(settings_file(f'ledger = "{address}"')).ledger == address


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('leger = "x"', "leger.*the settings are ledger"),
        ("ledger = 3", "ledger"),
        ('ledger = " "', "expected a path, came nothing"),
        ('allow_private_addresses = "perhaps"', "allow_private_addresses"),
        ("ledger", "no TOML file"),
        (b"ledger = '\xff'", "no TOML file"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(settings_file, text, says):
    with pytest.raises(SettingsError, match=says) as caught:
        Settings.load(settings_file(text))
    assert "settings.toml" in str(caught.value)


def test_a_ledger_in_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="there is no folder"):
        Settings.load({}, ledger=str(tmp_path / "typo" / "ledger.sqlite"))
    assert not (tmp_path / "typo").exists()


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(SettingsError, match="no such file"):
        Settings.load({"FIRSTHAND_SETTINGS": str(tmp_path / "none.toml")})
