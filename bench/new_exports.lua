-- Every request that wrk sends is a new export: the placeholder in the body gives way to a text of its own.
-- Arguments: the file with the body, the placeholder, a text that no other run uses.

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local body, placeholder = file:read("*a"), arguments[2]
  file:close()
  run = arguments[3] .. "-" .. number .. "-"
  sent = 0
  pieces = {}
  local from = 1
  while true do
    local at, to = body:find(placeholder, from, true)
    pieces[#pieces + 1] = body:sub(from, (at or 0) - 1)
    if not at then break end
    from = to + 1
  end
end

function request()
  sent = sent + 1
  return wrk.format("POST", nil, nil, table.concat(pieces, run .. sent))
end

function done(summary, latency, requests)
  local refused = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format('{"requests": %d, "microseconds": %d, "refused": %d, "p50": %d, "p99": %d}\n',
    summary.requests, summary.duration, refused, latency:percentile(50), latency:percentile(99)))
end
