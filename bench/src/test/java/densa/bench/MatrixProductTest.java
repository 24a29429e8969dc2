package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixProductTest {

    @ParameterizedTest
    @EnumSource
    void kernelsAgree(Precision precision) {
        MatrixProduct product = new MatrixProduct("128x10x129", precision);
        assertThat(product.flops()).isEqualTo(2 * 128 * 10 * 129);
        product.check();
        assertThat(product.result(0)).isNotZero();
    }

    @Test
    void kernelNamedRejectsUnknownNames() {
        assertThatThrownBy(() -> MatrixProduct.Kernel.named("mkl"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown kernel \"mkl\"; valid: panel, openblas, copying_openblas");
    }
}
