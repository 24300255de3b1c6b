#include <gtest/gtest.h>

#include <QApplication>

int main(int argc, char** argv) {
    // Offscreen wherever the tests are run; real_window/ runs them in windows as well.
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariable("TANBA_TEST_PLATFORM", "offscreen").toUtf8());
    QApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
