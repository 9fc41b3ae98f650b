"""The files in which registry and events pass between us and other systems: JSON, CSV and Excel."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from twingrid.kit.refusals import BadInput, NotFound
from twingrid.people.shapes import FORMAT, RegistryOut
from twingrid.work.rules.national import words_of
from twingrid.work.rules.shapes import ChangeOut

KINDS = ("json", "csv", "xlsx")
HOLDER = (
    "side", "worker_no", "name", "unit", "title", "area_codes", "duty_number", "verified_on", "valid_from", "valid_to",
)  # fmt: skip
EVENT = (
    "number", "kind", "category", "words", "urgent", "reported_at", "deadline", "grid_code", "lon", "lat", "crs",
    "address", "unit", "room", "name", "phone", "business", "level", "complaint_class", "subject",
)  # fmt: skip
# A row with a number of a return is no event but the return of our answer to it.
RETURN = ("number", "return_no", "reason")
# A row with a move is what the hotline does with its order.
MOVE = ("number", "move", "move_no", "words", "deadline", "unit", "expires", "approved")
# The fields in which the hotlines of Shandong read an answer.
CHANGE = (
    "序号", "记录编号", "工单编号", "状态", "时间", "原因", "诉求属实", "超职责诉求", "申请类型", "联系群众",
    "联系号码", "联系时间", "是否解决", "未解决原因", "办理情况", "公开答复内容",
    "证件附件", "联系证据附件", "办理附件",
)  # fmt: skip
# The fields in which 95598 reads an answer.
NATIONAL = (
    "序号", "业务编号", "工单编号", "状态", "时间", "业务类型", "业务级别", "投诉分类", "处理结果",
    "是否联系客户", "联系时间", "原因", "措施", "处理情况", "客户意见", "办结时间",
)  # fmt: skip
_RESULTS = {"solved": "已解决", "not_solved": "未解决", "explained": "已解释", "not_known": ""}
_LARGEST = 50_000_000  # bytes of an unpacked workbook
_GRID = ("code", "name", "division_code", "valid_from", "valid_to")


def kind_of(name: str) -> str:
    """json, csv or xlsx by the ending of a file's name; `BadInput` for another."""
    kind = name.rpartition(".")[2].lower()
    if kind not in KINDS:
        raise BadInput(_("{file} is none of .json, .csv and .xlsx.").format(file=name), field="file")
    return kind


# --- out ---------------------------------------------------------------------------------------------
def registry_file(found: RegistryOut, kind: str) -> bytes:
    """Both sides: JSON has everything, CSV and Excel who holds what."""
    if kind == "json":
        return found.model_dump_json(indent=1).encode()
    both = (("community", found.community_workers), ("power", found.power_workers))
    rows = [holder.model_dump(mode="json") | {"side": side} for side, holders in both for holder in holders]
    return _table(HOLDER, [row | {"area_codes": ";".join(row["area_codes"])} for row in rows], kind)


def changes_file(found: Sequence[ChangeOut], kind: str, *, place: str) -> bytes:
    """What became of events, in the fields of the hotlines; `place` is `next` for the next file."""
    if kind == "json":
        told = {"changes": [change.model_dump(mode="json") for change in found], "next": place, "more": False}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    if (
        found
        and all(one.national is not None or one.answer is None for one in found)
        and any(one.national is not None for one in found)
    ):
        return _table(NATIONAL, [dict(zip(NATIONAL, _national_row(one), strict=True)) for one in found], kind)
    return _table(CHANGE, [dict(zip(CHANGE, _answer_row(change), strict=True)) for change in found], kind)


def _answer_row(change: ChangeOut) -> list[str]:
    answer = change.answer
    front = [str(change.change), change.number, change.ticket, change.state, change.at.isoformat(), change.reason]
    if answer is None:
        return front + [""] * (len(CHANGE) - len(front))
    contacted = "" if answer.contacted is None else "已联系" if answer.contacted else "未联系"
    contacted_at = answer.contacted_at.isoformat() if answer.contacted_at else ""
    return [
        *front,
        _yes(answer.true_request),
        _yes(answer.beyond_duty),
        answer.application_type,
        contacted,
        answer.contact_number,
        contacted_at,
        _yes(answer.solved),
        answer.unsolved_reason,
        answer.handling,
        answer.public_reply,
        *(";".join(names) for names in answer.attachments.model_dump().values()),
    ]


def _national_row(change: ChangeOut) -> list[str]:
    front = [str(change.change), change.number, change.ticket, change.state, change.at.isoformat()]
    told = change.national
    if told is None:
        return front + [""] * (len(NATIONAL) - len(front))
    return [
        *front,
        words_of("types", told.business, "zh"),
        words_of("levels", told.level, "zh"),
        words_of("complaints", told.complaint_class, "zh"),
        _RESULTS[told.result],
        _yes(told.contacted),
        told.contacted_at.isoformat() if told.contacted_at else "",
        told.cause,
        told.measures,
        told.handling,
        told.opinion,
        told.finished_at.isoformat() if told.finished_at else "",
    ]


def _yes(value: bool | None) -> str:
    return "" if value is None else "是" if value else "否"


LIST_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def require_kind(kind: str) -> None:
    """Raise `NotFound` for a kind of file that a list does not leave as."""
    if kind not in LIST_KINDS:
        raise NotFound(_("Lists go out as .csv or .xlsx. Choose one of the two."))


def list_file(columns: Sequence[str], rows: Iterable[Sequence[str]], kind: str) -> bytes:
    """A list as a file of `kind` (csv, xlsx): the columns in words, then the rows in their order."""
    return _table(columns, (dict(zip(columns, row, strict=True)) for row in rows), kind)


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], kind: str) -> bytes:
    """CSV in UTF-8 with a mark, as spreadsheets like it, or a workbook. A cell that begins like a formula is a text."""
    lines = [columns, *([_safe(row.get(key)) for key in columns] for row in rows)]
    if kind == "xlsx":
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for line in lines:
            sheet.append(list(line))
        packed = io.BytesIO()
        book.save(packed)
        return packed.getvalue()
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


# --- in ----------------------------------------------------------------------------------------------
def registry_in(body: bytes, name: str) -> Any:
    """A registry as `RegistryIn` wants it. A file that we wrote ourselves comes back as it went out."""
    kind = kind_of(name)
    if kind == "json":
        return _community_side(_json(body, name))
    workers: list[dict[str, Any]] = []
    for row in _rows(body, name, kind, HOLDER):
        if row.pop("side", "community") == "community":
            codes = row.pop("area_codes", "")
            workers.append({**row, "grid_codes": [code for code in codes.split(";") if code]})
    return {"format": FORMAT, "community_workers": workers}


def events_in(body: bytes, name: str) -> list[tuple[int, Any]]:
    """The events of a file, and the returns of our answers, with their lines (of a JSON list: their places)."""
    kind = kind_of(name)
    if kind == "json":
        given = _json(body, name)
        return list(enumerate(given if isinstance(given, list) else [given], start=1))
    return [(line, _event(row)) for line, row in enumerate(_rows(body, name, kind, {*EVENT, *RETURN, *MOVE}), start=2)]


def buildings_in(body: bytes, name: str) -> list[str]:
    """The buildings of a project in a table (CSV or Excel): "place, meters" for each row, its first line if it is a
    heading (no digit in it) left out. Raises `BadInput` (field file)."""
    kind = kind_of(name)
    if kind == "json":
        raise BadInput(_("{file} is neither .csv nor .xlsx.").format(file=name), field="file")
    table = _excel(body, name) if kind == "xlsx" else _csv(body, name)
    lines = [", ".join(cell.strip() for cell in line[:2]).strip(" ,") for line in table]
    if lines and not any(letter.isdigit() for letter in lines[0]):
        lines = lines[1:]
    return [line for line in lines if line]


def _community_side(given: Any) -> Any:
    """Our own registry has more than may be sent: the power side and what is computed are left out."""
    if not isinstance(given, dict) or "mappings" not in given:
        return given
    workers = [
        {key: value for key, value in worker.items() if key != "area_codes"} | {"grid_codes": worker["area_codes"]}
        for worker in given.get("community_workers", [])
    ]
    grids = [{key: grid[key] for key in _GRID if key in grid} for grid in given.get("community_grids", [])]
    return {"format": given.get("format"), "community_grids": grids, "community_workers": workers}


def _event(row: Mapping[str, str]) -> dict[str, Any]:
    if row.get("return_no") or row.get("move"):
        return dict(row)
    given: dict[str, Any] = {key: value for key, value in row.items() if key in EVENT}
    place = {key: given.pop(key) for key in EVENT[7:14] if key in given}
    reporter = {key: given.pop(key) for key in ("name", "phone") if key in given}
    return {**given, "place": place, **({"reporter": reporter} if reporter else {})}


def _json(body: bytes, name: str) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"))
    except ValueError as trouble:
        raise BadInput(_("{file} cannot be read as JSON in UTF-8.").format(file=name), field="file") from trouble


def _rows(body: bytes, name: str, kind: str, allowed: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a table; cells that are empty are not there."""
    lines = _excel(body, name) if kind == "xlsx" else _csv(body, name)
    heads = [head.strip() for head in lines[0]] if lines else []
    if wrong := {head for head in heads if head} - set(allowed):
        raise BadInput(
            _("{file} has columns that are not known: {names}.").format(file=name, names=", ".join(sorted(wrong))),
            field="file",
        )
    rows = [
        {head: cell.strip().removeprefix("'") for head, cell in zip(heads, line, strict=False) if head and cell.strip()}
        for line in lines[1:]
    ]
    return [row for row in rows if row]


def _csv(body: bytes, name: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    except (ValueError, csv.Error) as trouble:
        raise BadInput(_("{file} cannot be read as CSV in UTF-8.").format(file=name), field="file") from trouble


def _excel(body: bytes, name: str) -> list[list[str]]:
    try:
        if sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(body)).infolist()) > _LARGEST:
            raise ValueError("too large")
        from openpyxl import load_workbook

        sheet = load_workbook(io.BytesIO(body), read_only=True, data_only=True).worksheets[0]
        return [[_cell(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
    except (OSError, ValueError, KeyError, IndexError, TypeError, zipfile.BadZipFile) as trouble:
        raise BadInput(_("{file} cannot be read as an Excel workbook.").format(file=name), field="file") from trouble


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
