-- Sends the requests of a file that bench/shots.py wrote, with a new id in every gap of every request.
-- Arguments: the file, and four hexadecimal digits that no other run uses.

local slots, run = {}, nil
local sent = 0

local function read_variant(file)
  local kind, count = file:read("*l"):match("^(%S+) (%d+)$")
  local pieces = {}
  for n = 1, tonumber(count) do
    pieces[n] = file:read(tonumber(file:read("*l")))
    file:read(1)
  end
  return { kind = kind, pieces = pieces }
end

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  run = arguments[2]
  for line in file:lines() do
    local slot = {}
    for n = 1, tonumber(line:match("^slot (%d+)$")) do slot[n] = read_variant(file) end
    slots[#slots + 1] = slot
  end
  file:close()
end

function request()
  local slot = slots[sent % #slots + 1]
  local variant = slot[math.floor(sent / #slots) % #slot + 1]
  sent = sent + 1
  if variant.kind == "id" then
    return table.concat(variant.pieces, string.format("%s%08x", run, sent))
  end
  local bytes = string.char(sent % 256, math.floor(sent / 256) % 256, math.floor(sent / 65536) % 256, 0)
  return table.concat(variant.pieces, bytes)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('{"requests": %d, "microseconds": %d, "refused": %d, "broken": %d, "p50": %d, "p99": %d}\n',
    summary.requests, summary.duration, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
