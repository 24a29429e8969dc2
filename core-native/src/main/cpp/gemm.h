// The one matrix product of this library, on panels.
//
//   weights      [N / P][K][P]   K inputs x N outputs, P = two vectors; zero beyond N
//   activations  [C / P][R][P]   R rows x C columns
//
// A tile of M rows x one panel stays in registers while k runs:
//   tile[i][:] = start[i][:] + sum_k a(i, k) b[k][:]
// with a(i, k) = a[i * Row + k * Step]. Forward (rows of activations times weights), input gradient (deltas times
// transposed weights) and weight gradient (transposed activations times deltas) are the same kernel with other steps, and
// nothing is packed. Every element is one chain of multiply-adds in the order of k, so results do not depend on how the
// work is cut into tiles.

#if defined(__aarch64__)
constexpr int kTileRows = 8;
#else
constexpr int kTileRows = VECTOR_BYTES == 64 ? 14 : 6;
#endif

// Columns of a tile: a whole panel, or its first vector where the rest is padding.
template <class T, int M, int V, int Row, int Step>
DENSA_INLINE void accumulate(const T* a, const T* b, int64_t count, Vec<T> (&tile)[M][V]) {
    for (int64_t k = 0; k < count; k++) {
        Vec<T> columns[V];
        for (int v = 0; v < V; v++) columns[v] = load(b + v * kLanes<T>);
#pragma GCC unroll 16
        for (int i = 0; i < M; i++) {
            const Vec<T> x = broadcast(a[i * Row]);
            for (int v = 0; v < V; v++) tile[i][v] += x * columns[v];
        }
        a += Step;
        b += kPanel<T>;
    }
}

// out[i][:] = start[:] + sum_k a(i, k) b[k][:] for M rows; a runs through panels of activations, K columns in all.
template <class T, int M, int V>
DENSA_INLINE void forward_tile(
    const T* a, int64_t a_panel, const T* b, int64_t K, const T* start, T* out) {
    Vec<T> tile[M][V];
    for (int i = 0; i < M; i++)
        for (int v = 0; v < V; v++) tile[i][v] = start == nullptr ? Vec<T>{} : load(start + v * kLanes<T>);
    for (int64_t k = 0; k < K; k += kPanel<T>) {
        const int64_t count = K - k < kPanel<T> ? K - k : kPanel<T>;
        accumulate<T, M, V, kPanel<T>, 1>(a, b, count, tile);
        a += a_panel;
        b += kPanel<T> * kPanel<T>;
    }
    for (int i = 0; i < M; i++)
        for (int v = 0; v < 2; v++) store<T>(out + i * kPanel<T> + v * kLanes<T>, v < V ? tile[i][v < V ? v : 0] : Vec<T>{});
}

template <class T, int V>
DENSA_INLINE void forward_rows(
    const T* a, int64_t a_panel, const T* b, int64_t K, const T* start, T* out, int64_t rows) {
    const auto advance = [&](int64_t m) {
        a += m * kPanel<T>;
        out += m * kPanel<T>;
        rows -= m;
    };
    while (rows >= kTileRows) {
        forward_tile<T, kTileRows, V>(a, a_panel, b, K, start, out);
        advance(kTileRows);
    }
    if (kTileRows > 8 && rows >= 8) {
        forward_tile<T, 8, V>(a, a_panel, b, K, start, out);
        advance(8);
    }
    if (rows >= 4) {
        forward_tile<T, 4, V>(a, a_panel, b, K, start, out);
        advance(4);
    }
    if (rows >= 2) {
        forward_tile<T, 2, V>(a, a_panel, b, K, start, out);
        advance(2);
    }
    if (rows >= 1) forward_tile<T, 1, V>(a, a_panel, b, K, start, out);
}

// One output panel: rows x P, from activations (rows x K, `a_panel` numbers from panel to panel) and a weight panel
// [K][P]. `columns` of the panel are wanted: if they fit one vector, the second is 0.
template <class T>
void multiply_panel(
    const T* a, int64_t a_panel, const T* b, int64_t K, const T* start, T* out, int64_t rows, int64_t columns) {
    if (columns <= kLanes<T>) {
        forward_rows<T, 1>(a, a_panel, b, K, start, out, rows);
    } else {
        forward_rows<T, 2>(a, a_panel, b, K, start, out, rows);
    }
}

// One row through four output panels at once: a single panel's two chains of multiply-adds would wait for each other.
// Inputs that are 0 are skipped.
template <class T>
void multiply_row_by_four(const T* a, int64_t a_panel, const T* b, int64_t K, const T* start, T* out, int64_t out_panel) {
    Vec<T> tile[4][2];
    for (int p = 0; p < 4; p++)
        for (int v = 0; v < 2; v++) tile[p][v] = load(start + p * kPanel<T> + v * kLanes<T>);
    const int64_t b_panel = K * kPanel<T>;
    for (int64_t k = 0; k < K; k++) {
        const T x = a[k / kPanel<T> * a_panel + k % kPanel<T>];
        if (x == T(0)) continue;
        const T* row = b + k * kPanel<T>;
        for (int p = 0; p < 4; p++)
            for (int v = 0; v < 2; v++) tile[p][v] += x * load(row + p * b_panel + v * kLanes<T>);
    }
    for (int p = 0; p < 4; p++)
        for (int v = 0; v < 2; v++) store<T>(out + p * out_panel + v * kLanes<T>, tile[p][v]);
}

// M rows of a weight gradient panel: out[i][:] (+)= sum_r x(r, i) d[r][:], x a panel of activations, d one of deltas.
template <class T, int M>
DENSA_INLINE void gradient_tile(const T* x, const T* d, int64_t rows, bool add, T* out) {
    Vec<T> tile[M][2];
    for (int i = 0; i < M; i++)
        for (int v = 0; v < 2; v++) tile[i][v] = add ? load(out + i * kPanel<T> + v * kLanes<T>) : Vec<T>{};
    accumulate<T, M, 2, 1, kPanel<T>>(x, d, rows, tile);
    for (int i = 0; i < M; i++)
        for (int v = 0; v < 2; v++) store<T>(out + i * kPanel<T> + v * kLanes<T>, tile[i][v]);
}

// `inputs` rows (at most a panel) of a weight gradient panel from all rows of the batch.
template <class T>
void gradient_panel(const T* x, const T* d, int64_t rows, int64_t inputs, bool add, T* out) {
    const auto advance = [&](int64_t m) {
        x += m;
        out += m * kPanel<T>;
        inputs -= m;
    };
    while (inputs >= kTileRows) {
        gradient_tile<T, kTileRows>(x, d, rows, add, out);
        advance(kTileRows);
    }
    if (kTileRows > 8 && inputs >= 8) {
        gradient_tile<T, 8>(x, d, rows, add, out);
        advance(8);
    }
    if (inputs >= 4) {
        gradient_tile<T, 4>(x, d, rows, add, out);
        advance(4);
    }
    if (inputs >= 2) {
        gradient_tile<T, 2>(x, d, rows, add, out);
        advance(2);
    }
    if (inputs >= 1) gradient_tile<T, 1>(x, d, rows, add, out);
}

// Row-major c = a b by the panel kernel, packed once and multiplied `repeats` times; false if memory ran out.
template <class T>
bool multiply(int64_t m, int64_t n, int64_t k, const T* a, const T* b, T* c, int64_t repeats) {
    const int64_t P = kPanel<T>, k_panels = (k + P - 1) / P, n_panels = (n + P - 1) / P;
    Arena arena;
    T *x = nullptr, *w = nullptr, *y = nullptr;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !arena.allocate()) return false;
        arena.take(x, k_panels * m * P);
        arena.take(w, n_panels * k * P);
        arena.take(y, n_panels * m * P);
    }
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < k; j++) x[j / P * m * P + i * P + j % P] = a[i * k + j];
    for (int64_t i = 0; i < k; i++)
        for (int64_t j = 0; j < n; j++) w[j / P * k * P + i * P + j % P] = b[i * n + j];
    constexpr int64_t block = 4 * kTileRows;
    for (int64_t r = 0; r < repeats; r++) {
        for (int64_t row = 0; row < m; row += block) {
            const int64_t rows = m - row < block ? m - row : block;
            for (int64_t p = 0; p < n_panels; p++) {
                multiply_panel<T>(
                    x + row * P, m * P, w + p * k * P, k, nullptr, y + p * m * P + row * P, rows, n - p * P);
            }
        }
    }
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) c[i * n + j] = y[j / P * m * P + i * P + j % P];
    return true;
}
