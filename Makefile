.PHONY: run test bench types

# Opens the window; without a display it demonstrates itself under Xvfb.
run:
	@bash scripts/run.sh

# Formats, lints, units, contracts and the real window.
test:
	@bash scripts/test.sh

# Measures, and writes target/bench.json.
bench:
	@bash scripts/bench.sh

# Writes ui/src/ipc/generated.ts from the Rust types.
types:
	@UPDATE_TYPES=1 cargo test --quiet -p console --test typescript
