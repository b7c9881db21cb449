"""llama.cpp's server on a free port of this machine, until standard input ends.

usage: llama_server.py MODEL.gguf CONTEXT SLOTS [ADAPTER.gguf ...]
"""

import sys

import xllamacpp

model, context, slots, *adapters = sys.argv[1:]
params = xllamacpp.CommonParams()
params.model.path = model
params.n_parallel = int(slots)
params.n_ctx = int(context) * params.n_parallel
params.port = 0
params.cpuparams.n_threads = 1  # two wait for each other where other programs have a core
params.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(path, 1.0) for path in adapters]
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
