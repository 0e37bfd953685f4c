"""I: batch jobs and files."""

from __future__ import annotations

import json
from typing import Any

from checker.simulator import answers

from .pair import EMBED, Pair, Scene, result

IN_FLIGHT = ("QUEUED", "RUNNING", "CANCELLATION_REQUESTED")
NAMES = ("one", "two")


async def job_of(scene: Scene, batch_states: tuple[str, ...]) -> Any:
    scene.mistral.batch_states = batch_states
    requests = [{"custom_id": name, "body": {"input": name}} for name in NAMES]
    return await scene.client.batch.jobs.create_async(
        requests=requests, model=EMBED, endpoint="/v1/embeddings"
    )


async def waits_for_success(scene: Scene) -> Any:
    job = await job_of(scene, ("RUNNING", "RUNNING", "FAILED", "FAILED", "FAILED", "SUCCESS"))
    while job.status != "SUCCESS":
        job = await scene.client.batch.jobs.get_async(job_id=job.id)
    return job.status


async def waits_for_the_end(scene: Scene) -> Any:
    job = await job_of(scene, ("RUNNING", "RUNNING", "FAILED", "FAILED", "FAILED", "SUCCESS"))
    while job.status in IN_FLIGHT:
        job = await scene.client.batch.jobs.get_async(job_id=job.id)
    return job.status


async def rows_of(scene: Scene) -> list[dict[str, Any]]:
    job = await job_of(scene, ("QUEUED", "SUCCESS"))
    job = await scene.client.batch.jobs.get_async(job_id=job.id)
    response = await scene.client.files.download_async(file_id=job.output_file)
    return [json.loads(line) for line in (await response.aread()).splitlines()]


async def by_order(scene: Scene) -> bool:
    return [row["custom_id"] for row in await rows_of(scene)] == list(NAMES)


async def by_name(scene: Scene) -> bool:
    found = {row["custom_id"]: row for row in await rows_of(scene)}
    return [found[name]["custom_id"] for name in NAMES] == list(NAMES)


async def uploaded(scene: Scene) -> Any:
    file = {"file_name": "id-card.pdf", "content": b"%PDF-1.7 name"}
    return await scene.client.files.upload_async(file=file, purpose="ocr")


async def text_unread(scene: Scene) -> str:
    response = await scene.client.files.download_async(file_id=(await uploaded(scene)).id)
    return str(response.text)


async def text_read(scene: Scene) -> str:
    response = await scene.client.files.download_async(file_id=(await uploaded(scene)).id)
    try:
        return str((await response.aread()).decode())
    finally:
        await response.aclose()


async def read_document(scene: Scene, file: Any) -> Any:
    document = {"type": "file", "file_id": file.id}
    return await scene.client.ocr.process_async(model="mistral-ocr-4-0", document=document)


async def leaves_the_document(scene: Scene) -> Any:
    return await read_document(scene, await uploaded(scene))


async def deletes_the_document(scene: Scene) -> Any:
    file = await uploaded(scene)
    try:
        return await read_document(scene, file)
    finally:
        await scene.client.files.delete_async(file_id=file.id)


def methods(scene: Scene) -> list[str]:
    return [request.method for request in scene.mistral.files.requests]


PAIRS = (
    Pair(
        code="I01",
        name="polling waits for SUCCESS alone",
        messy=waits_for_success,
        right=waits_for_the_end,
        seen=lambda scene: len(scene.mistral.batch.requests),
        messy_shows=6,
        right_shows=3,
    ),
    Pair(
        code="I02",
        name="results matched by their order",
        messy=by_order,
        right=by_name,
        seen=result,
        messy_shows=False,
        right_shows=True,
    ),
    Pair(
        code="I03",
        name="body of a download not read",
        messy=text_unread,
        right=text_read,
        seen=result,
        messy_shows="ResponseNotRead",
        right_shows="%PDF-1.7 name",
    ),
    Pair(
        code="I04",
        name="uploaded document never deleted",
        messy=leaves_the_document,
        right=deletes_the_document,
        script=lambda scene: scene.mistral.ocr.respond(answers.status(500)),
        seen=methods,
        messy_shows=["POST"],
        right_shows=["POST", "DELETE"],
    ),
)
