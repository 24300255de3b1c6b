// The smallest window that Qt can show, to measure the program's own beside it.
#include <QApplication>
#include <QLabel>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QLabel label(QStringLiteral("Hello"));
    label.setAlignment(Qt::AlignCenter);
    label.resize(980, 680);
    label.show();
    return QApplication::exec();
}
