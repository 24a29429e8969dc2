// The border of the library densa-blas. Sizes have been checked in Java and fit an int.
#pragma once
#include <cstdint>

extern "C" {

// How OpenBLAS was built, and the processor kind for which it chose its kernels.
__attribute__((visibility("default"))) const char* densa_blas_config();
__attribute__((visibility("default"))) const char* densa_blas_core();

// c = a b for row-major a (m x k), b (k x n), c (m x n), `repeats` times, on one thread. With a panel width other than
// 0, every repeat copies a out of panels first and c into panels afterwards, as a layer between layers in panels would
// have to; b is taken as it lies. Returns 0, or -1 if memory ran out.
__attribute__((visibility("default"))) int32_t densa_blas_multiply_f32(
    int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, int64_t panel, int64_t repeats);
__attribute__((visibility("default"))) int32_t densa_blas_multiply_f64(
    int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c, int64_t panel, int64_t repeats);
}
