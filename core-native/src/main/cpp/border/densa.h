// The border between Java and the kernels: flat functions, 64-bit sizes, status codes, no exceptions, no ownership of
// memory passes it. Java has checked every argument before it gets here. What allocates reports that memory ran out;
// what computes allocates nothing, and could throw only if the system's locks were broken, which ends the process.
//
// A plan is a short text that describes a network, and for training also how it is trained; see plan.h.
// A data set is described by an array of 64-bit integers (DatasetView reads it):
//   rows, stride (numbers per row), input columns, target columns, bytes per number, block shift, weighted (0 or 1),
//   then the address of each block of 2^shift rows. A row is inputs, targets, weight.
// A session may rely on a description and its rows to stay as they are while the session lives.
// Parameters are doubles in the canonical layout: per dense layer the weight [units x inputs], then the bias.
#pragma once
#include <cstdint>

#if defined(__GNUC__)
#define DENSA_EXPORT __attribute__((visibility("default")))
#else
#define DENSA_EXPORT
#endif

extern "C" {

// Raised whenever a signature or a plan changes; Java compares it before the first use.
enum { DENSA_ABI_VERSION = 3 };

// Negative results of the functions that return a handle, and results of those that return a status.
enum { DENSA_OK = 0, DENSA_OUT_OF_MEMORY = -1, DENSA_BAD_PLAN = -2 };

DENSA_EXPORT int32_t densa_abi_version() noexcept;

// The instruction set in use ("avx512", "avx2", "baseline"), and all that this machine can run, best first, separated
// by spaces.
DENSA_EXPORT const char* densa_target() noexcept;
DENSA_EXPORT const char* densa_targets() noexcept;
// Takes another instruction set for sessions and predictors opened from now on; false if the machine lacks it.
DENSA_EXPORT bool densa_select_target(const char* name) noexcept;

// What a plan may name, in some order, separated by spaces.
DENSA_EXPORT const char* densa_activations() noexcept;
DENSA_EXPORT const char* densa_losses() noexcept;
DENSA_EXPORT const char* densa_optimizers() noexcept;

// Processors that all sessions and predictions together may keep busy.
DENSA_EXPORT void densa_set_processors(int32_t processors) noexcept;

// The address of a direct buffer.
DENSA_EXPORT int64_t densa_address(void* buffer) noexcept;

// A training: parameters, optimiser state and step count. One thread at a time.
DENSA_EXPORT int64_t densa_session_open(const char* plan) noexcept;
DENSA_EXPORT void densa_session_close(int64_t session) noexcept;
// Threads that the session really uses.
DENSA_EXPORT int32_t densa_session_threads(int64_t session) noexcept;
// Trains on rows[0..count) in batches of the plan's size, one learning rate a batch. Adds to sums: [0] the weighted
// losses of the rows, [1] their weights.
DENSA_EXPORT void densa_session_train(
    int64_t session, int64_t dataset, int64_t rows, int64_t count, int64_t rates, int64_t sums) noexcept;
// Adds the losses of rows[0..count) to sums, without dropout; rows = 0 takes the first count rows.
DENSA_EXPORT void densa_session_evaluate(
    int64_t session, int64_t dataset, int64_t rows, int64_t count, int64_t sums) noexcept;
// Writes the gradient of the mean loss over all rows; adds to sums as above.
DENSA_EXPORT int32_t densa_session_gradient(int64_t session, int64_t dataset, double* gradient, int64_t sums) noexcept;
DENSA_EXPORT void densa_session_read_parameters(int64_t session, double* out) noexcept;
DENSA_EXPORT void densa_session_write_parameters(int64_t session, const double* values) noexcept;
// State: the step count, then each of the optimiser's vectors in the canonical layout.
DENSA_EXPORT void densa_session_read_state(int64_t session, double* out) noexcept;
DENSA_EXPORT void densa_session_write_state(int64_t session, const double* values) noexcept;

// A network ready to predict; any number of threads at once.
DENSA_EXPORT int64_t densa_predictor_open(const char* plan, const double* parameters) noexcept;
DENSA_EXPORT void densa_predictor_close(int64_t predictor) noexcept;
// Predicts count rows that start at row first of both arrays, on at most `threads` threads.
DENSA_EXPORT int32_t densa_predict_f32(
    int64_t predictor, const float* rows, int64_t first, int64_t count, float* out, int32_t threads) noexcept;
DENSA_EXPORT int32_t densa_predict_f64(
    int64_t predictor, const double* rows, int64_t first, int64_t count, double* out, int32_t threads) noexcept;

// Elementwise functions on n numbers, in the precision asked for (4 or 8 bytes), for tests: value and derivative.
DENSA_EXPORT int32_t densa_activation(
    const char* name, int32_t bytes, const double* z, int64_t n, double* value, double* derivative) noexcept;
// c = a b for row-major a (m x k), b (k x n), c (m x n) by the panel kernel, for tests and benchmarks: packs once, then
// multiplies `repeats` times.
DENSA_EXPORT int32_t densa_multiply_f32(
    int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, int64_t repeats) noexcept;
DENSA_EXPORT int32_t densa_multiply_f64(
    int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c, int64_t repeats) noexcept;

// What this machine can do at best, for benchmarks, measured for some 50 ms on the calling thread: fused multiply-adds
// on registers, in floating-point operations a second, and copying `bytes` bytes, in bytes read and written a second.
DENSA_EXPORT double densa_peak(int32_t bytes) noexcept;
DENSA_EXPORT double densa_copy_speed(int64_t bytes) noexcept;
// The processor's floating-point control word (MXCSR, FPCR), for tests: calls must leave it as it was.
DENSA_EXPORT int64_t densa_float_control() noexcept;
}
