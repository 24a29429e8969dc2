/** The native engine: its C++ library and the classes that load it. Internal to Densa; use the module of the core. */
@SuppressWarnings("module") // densa.core is compiled later
module densa.nativecode {
    requires org.bytedeco.javacpp;
    requires static org.jspecify;

    exports densa.nativecode to
            densa.core;
}
