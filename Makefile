# Thin on purpose: the work is in scripts/, each of which has --help.
.DEFAULT_GOAL := help
.PHONY: help setup build run test test-hil test-arm64 lint thorough bench dist clean

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what building, running and testing need (only what is missing)
	@scripts/setup.sh --for build --for run --for test

build: ## release build: .build/dist/tutord, stripped, no Swift needed where it runs
	@scripts/setup.sh --for build
	@scripts/build.sh

run: ## set up, build, and hold a spoken lesson; leaves its recordings and report in out/
	@scripts/run.sh

test: ## set up, lint, build, and run every test and tier
	@scripts/test.sh

thorough: ## the tests with random input once more, with all of it: 100,000 orders, a million damaged frames (minutes)
	@scripts/setup.sh --for test
	TUTOR_THOROUGH=1 swift test --filter 'Property|Fuzz|BadInput|BargeIn'

test-hil: ## the tier on a real kernel with simulated GPIO and sound (builds that kernel once)
	@scripts/test-hil.sh

test-arm64: ## the slow tier: an arm64 board in software, with tutord cross-built for it (downloads 1.2 GB once)
	@scripts/test-arm64.sh

lint: ## format, shell scripts and systemd units, without building
	@scripts/setup.sh --for test
	@scripts/lint.sh

bench: ## the benchmarks, as ratios against other clients
	@scripts/bench.sh

dist: build ## pack the release build, lessons and installer for a device: out/tutor-kiosk-ARCH.tar.gz
	@scripts/dist.sh

clean: ## remove builds and recordings (keeps .cache)
	rm -rf .build .build-* out
