"""The routes of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from checker.page import actions, assets, views
from checker.page.answering import Fields, Handler, answer, scrubbed
from checker.page.gate import RequestGuard
from checker.page.jobs import Jobs
from checker.page.material import Material
from checker.page.state import clock

COOKIE = "messypr-looks"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePages:
    """Functions that return whole pages: the scorecard once there is one, and the progress."""

    report: Callable[[], str]
    progress: Callable[[], str]


def build(material: Material, jobs: Jobs, pages: WholePages, *, port: int, word: str) -> ASGIApp:
    """Return the app."""
    routes = [*_looking(material, jobs, pages), *_changing(material, jobs)]
    middleware = [Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)]
    return RequestGuard(Starlette(routes=routes, middleware=middleware), port=port, word=word)


def _looking(material: Material, jobs: Jobs, pages: WholePages) -> list[Route]:
    def get(path: str, show: Callable[[Fields], Response | Fields]) -> Route:
        return Route(path, _answered(material, lambda _, fields: show(fields)), methods=["GET"])

    def home(request: Request, _: Fields) -> Response:
        if clock(material)["graded"] and "pr" not in request.query_params:
            return RedirectResponse("report", HTTPStatus.SEE_OTHER)
        return views.page(material, _looks(request))

    def scorecard(_: Fields) -> Response:
        if not clock(material)["graded"]:
            return RedirectResponse(".", HTTPStatus.SEE_OTHER)
        return Response(pages.report(), media_type="text/html")

    def progress(_: Fields) -> Response:
        return Response(pages.progress(), media_type="text/html")

    return [
        Route("/", _answered(material, home), methods=["GET"]),
        get("/report", scorecard),
        get("/progress", progress),
        get("/files", lambda fields: views.files(material, fields)),
        get("/part", lambda fields: views.part(material, fields)),
        get("/context", lambda fields: views.context(material, fields)),
        get("/commits", lambda _: views.commits(material)),
        get("/search", lambda fields: views.hits(material, fields)),
        get("/state", lambda _: views.everything(material)),
        get("/pulse", lambda _: _scrubbed_pulse(material, jobs)),
        get("/hints", lambda _: views.hints(material.place)),
        get("/work", lambda _: views.work(material.place)),
        *assets.routes(),
    ]


def _changing(material: Material, jobs: Jobs) -> list[Route]:
    def do(method: str, path: str, change: Callable[[Request, Fields], Fields]) -> Route:
        return Route(path, _answered(material, change), methods=[method])

    def check(_: Request, __: Fields) -> Fields:
        jobs.check()
        return {}

    def stop(_: Request, __: Fields) -> Fields:
        jobs.stop_checking()
        return {}

    return [
        do("POST", "/comments", lambda _, fields: actions.add_comment(material, fields)),
        do("DELETE", "/comments/{id}", lambda r, f: actions.remove(material, _id(r), f)),
        do("POST", "/restored", lambda _, fields: actions.restore(material, fields)),
        do("PUT", "/drafts", lambda _, fields: actions.save_draft(material, fields)),
        do("DELETE", "/drafts/{id}", lambda r, _: actions.drop_draft(material, _id(r))),
        do("PUT", "/viewed", lambda _, fields: actions.view(material, fields)),
        do("POST", "/offers", lambda _, fields: actions.offers(material, fields)),
        do("POST", "/lines", lambda _, fields: actions.lines_of(material, fields)),
        do("POST", "/checks", check),
        do("DELETE", "/checks", stop),
        do("POST", "/hints", lambda _, __: actions.take_hint(material, jobs)),
        do("POST", "/finish", lambda _, fields: actions.hand_in(jobs, fields)),
    ]


def _answered(material: Material, work: Callable[[Request, Fields], Response | Fields]) -> Handler:
    return answer(work, material.place)


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _looks(request: Request) -> Mapping[str, str]:
    """Return the appearance that the browser's cookie asks for; it holds nothing else."""
    theme, _, view = request.cookies.get(COOKIE, "").partition(".")
    return {"theme": theme, "view": view}


def _scrubbed_pulse(material: Material, jobs: Jobs) -> Fields:
    fields: dict[str, Any] = dict(views.pulse(material, jobs))
    place = material.place
    for name in ("checking", "grading"):
        fields[name] = {**fields[name], "error": scrubbed(fields[name]["error"], place)}
    fields["checking"]["ran"] = [
        {**ran, "tail": [scrubbed(line, place) for line in ran["tail"]]}
        for ran in fields["checking"]["ran"]
    ]
    return fields
