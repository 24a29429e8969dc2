// The border of the library densa-blas. Sizes have been checked in Java and fit an int.
#pragma once
#include <cstdint>

extern "C" {

// How OpenBLAS was built, and the processor kind for which it chose its kernels.
__attribute__((visibility("default"))) const char* densa_blas_config();
__attribute__((visibility("default"))) const char* densa_blas_core();

// c = a b for row-major a (m x k), b (k x n), c (m x n), `repeats` times, on one thread.
__attribute__((visibility("default"))) void densa_blas_multiply_f32(
    int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, int64_t repeats);
__attribute__((visibility("default"))) void densa_blas_multiply_f64(
    int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c, int64_t repeats);
}
