"""A scripted stand-in for the model API, on loopback, that remembers the usage it answered with.

The newest prompt chooses the script, and the number of answers since then chooses the step.
"""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

PROMPT = "Please say hello."
AGENT_PROMPT = "Please look around."

SCRIPTS: dict[str, list[tuple[str, dict[str, Any]]]] = {
    PROMPT: [
        ("Bash", {"command": "echo hello", "description": "Say hello"}),
        ("Agent", {"description": "Look", "prompt": AGENT_PROMPT, "subagent_type": "general-purpose"}),
    ],
    AGENT_PROMPT: [("Bash", {"command": "ls", "description": "List files"})],
}


class Answer(msgspec.Struct, frozen=True):
    """One answer that the API gave, with the four token counts it reported."""

    request_id: str
    model: str
    input: int
    output: int
    cache_read: int
    cache_creation: int

    def usage(self) -> dict[str, Any]:
        return {
            "input_tokens": self.input,
            "output_tokens": self.output,
            "cache_read_input_tokens": self.cache_read,
            "cache_creation_input_tokens": self.cache_creation,
            "service_tier": "standard",
        }


class ModelApi(ThreadingHTTPServer):
    """Answers `/v1/messages`; `answers` is the truth that StackSpend's figures are held against."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.answers: list[Answer] = []
        self._answering = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, model: str) -> Answer:
        """The next answer: counts that no other answer has, so that a sum shows which one is missing."""
        with self._answering:
            n = len(self.answers) + 1
            counts = {"input": 2**n, "output": 100 + n, "cache_read": 20_000 + 31 * n, "cache_creation": 7 * n}
            answer = Answer(f"req_{uuid.uuid4().hex}", model, **counts)
            self.answers.append(answer)
            return answer


@contextmanager
def scripted_model_api() -> Iterator[ModelApi]:
    with ModelApi() as api:
        threading.Thread(target=api.serve_forever, daemon=True).start()
        yield api
        api.shutdown()


class Exchange(BaseHTTPRequestHandler):
    """`POST /v1/messages`, always streamed: the client asks for nothing else."""

    server: ModelApi

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # so named by the standard library
        """Keeps pytest's output to what a reader wants to see."""

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self.server.answer(question["model"])
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Request-Id", answer.request_id)
        self.end_headers()
        self.wfile.write(event_stream(answer, next_block(question["messages"])))


def next_block(messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The content block that is due: a tool to use, or a closing text."""
    for at in reversed(range(len(messages))):
        prompt = next((prompt for prompt in SCRIPTS if prompt in json.dumps(messages[at]["content"])), None)
        if messages[at]["role"] == "user" and prompt:
            done = sum(message["role"] == "assistant" for message in messages[at:])
            if done < len(SCRIPTS[prompt]):
                name, given = SCRIPTS[prompt][done]
                return {"type": "tool_use", "id": f"toolu_{at}_{done}", "name": name, "input": given}
            break
    return {"type": "text", "text": "All done."}


def event_stream(answer: Answer, block: dict[str, Any]) -> bytes:
    """A message of one content block as server-sent events; only the last ones have the final usage."""
    if block["type"] == "text":
        begun, delta = block | {"text": ""}, {"type": "text_delta", "text": block["text"]}
    else:
        begun, delta = block | {"input": {}}, {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
    message = {"id": f"msg_{answer.request_id}", "type": "message", "role": "assistant", "model": answer.model}
    first_usage = answer.usage() | {"output_tokens": 1}
    stop = {"stop_reason": "tool_use" if block["type"] == "tool_use" else "end_turn", "stop_sequence": None}
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": message | {"content": [], "usage": first_usage}},
        {"type": "content_block_start", "index": 0, "content_block": begun},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": stop, "usage": answer.usage()},
        {"type": "message_stop"},
    ]
    return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()
