# The two commands of the README. Each installs what the machine lacks (as root or with sudo), or
# prints the line that would.

export PATH := $(HOME)/.cargo/bin:$(PATH)
FIELDLOOM := $(or $(CARGO_TARGET_DIR),target)/release/fieldloom
FILM := $(or $(CARGO_TARGET_DIR),target)/film/default.mp4

.PHONY: run test

# Open the window where there is one and a display; otherwise record the default scene.
run:
	@.ci/setup
	cargo build --release --locked
	@.ci/start "$(FIELDLOOM)" "$(FILM)"

# Every test, as continuous integration runs them. The release profile serves both commands, so
# that Bevy is built once.
test:
	@.ci/setup test
	cargo test --release --locked
