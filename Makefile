# Everything one does with Vårdlots. `make help` lists the verbs.
SHELL := bash
.DEFAULT_GOAL := help
# environments are made, and the model is trained, beside one another
MAKEFLAGS += --no-print-directory --jobs=2

CORE := .venv/bin
RASA := .venv-rasa/bin
export VARDLOTS_PORT ?= 5005
export VARDLOTS_ACTIONS_PORT ?= 5055
export VARDLOTS_ACTIONS_URL ?= http://127.0.0.1:$(VARDLOTS_ACTIONS_PORT)/webhook
export PYTHONPATH := $(CURDIR)
# Rasa's telemetry stays off; TensorFlow, which Rasa imports, keeps quiet and to itself
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export OMP_NUM_THREADS ?= 1
export TOKENIZERS_PARALLELISM := false
export HF_HUB_DISABLE_TELEMETRY := 1

ONNX := models/encoder-onnx/model.onnx models/safety-onnx/model.onnx
MODEL := models/vardlots.tar.gz
KB := $(or $(VARDLOTS_KB),kb)
TRAINED_FROM := config.yml domain.yml vardlots/intents.py vardlots/language.py \
	$(wildcard $(addprefix $(KB)/,faq.yaml language.yaml out_of_scope.yaml triage.yaml) data/*/*.yml components/*.py vardlots/entities/*.py)

.PHONY: help run train test check widget bench bench-retrieval bench-safety bench-widget fit encoder safety-net matrix-demo lock setup clean

help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | column -t -s "$$(printf '\t')"

run: setup $(MODEL) ## set up and train what is needed, start everything, say where to go
	@$(CORE)/honcho start --no-prefix

train: setup $(MODEL) ## train the Rasa model, if anything it learns from has changed

test: setup $(MODEL) .venv-matrix/.ready ## check everything: code, knowledge, both Pythons, dialogues, the running stack, the widget in a browser
	@scripts/test

check: setup ## the quick checks: style, types, the knowledge base, the core
	@scripts/check

widget: ## build the widget and the office's previews anew from widget/src; needs Node.js
	@scripts/node-packages
	@cd widget && npm run --silent build

fit: setup $(MODEL) ## fit the retrieval's weights and thresholds to the knowledge base, and show how well they fit
	@echo "Asking the Rasa model what it makes of the knowledge base's own questions …"
	@$(RASA)/python -W ignore -m components.opinions models/opinions.json
	@$(CORE)/vardlots kb fit --opinions models/opinions.json

bench: setup $(MODEL) ## measure understanding, retrieval, latency and memory, against a plain Rasa bot
	@$(CORE)/python -m bench

bench-retrieval: setup $(MODEL) ## measure how well the right answer is found: ARGS="--data FOLDER" names the public test data
	@$(CORE)/python -m bench.retrieval $(ARGS)

bench-safety: setup $(MODEL) ## measure how well alarms are recognised: ARGS="dev", "test", "stack" or "report"
	@$(CORE)/python -m bench.safety $(ARGS)

bench-widget: setup $(MODEL) ## measure the widget in a browser: size, time until it can be used, time from reply to screen
	@$(CORE)/python -m bench.widget $(ARGS)

encoder: setup ## make the sentence encoder anew from sentence pairs: ARGS="--pairs FILE --minutes 120"; takes hours
	@scripts/train-encoder $(ARGS)

safety-net: setup ## train the safety net's model anew: ARGS="refine" trains on, ARGS="fit" only weighs anew
	@$(CORE)/python -m training.safety $(ARGS)

matrix-demo: setup $(MODEL) ## try the assistant in Matrix: a homeserver, a patient, staff with a room, all on this machine
	@scripts/matrix-demo

lock: ## write the lock files anew from requirements/*.in
	@scripts/lock

clean: ## remove what was built; environments, conversations and bookings stay
	rm -rf models/encoder-onnx models/safety-onnx $(MODEL) models/trained.json models/opinions.json .rasa build results

setup: .venv/.ready .venv-rasa/.ready

.venv/.ready: requirements/core.lock pyproject.toml
	@scripts/make-environment .venv 3.11 $<
	@$(CORE)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv-rasa/.ready: requirements/rasa.lock
	@scripts/make-environment .venv-rasa 3.10 $<
	@touch $@

# the environment of the tests alone comes after what the model is trained with, and is made beside the training
.venv-matrix/.ready: requirements/matrix.lock | setup
	@scripts/make-environment .venv-matrix 3.11 $< && touch $@ || echo "No Matrix homeserver: its stage of the tests will be skipped." >&2

$(ONNX) &: .venv/.ready vardlots/export.py vardlots/safety/network.py $(wildcard models/encoder/*) $(wildcard models/safety/*.safetensors models/safety/config.json)
	@echo "Exporting the sentence encoder and the safety net's model …"
	@$(CORE)/python -W ignore -m vardlots.export > /dev/null

$(MODEL): .venv-rasa/.ready $(ONNX) $(TRAINED_FROM)
	@$(CORE)/vardlots kb check --quiet
	@scripts/train
